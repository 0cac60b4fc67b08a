"""The screens: they draw sessions and decide nothing."""
