"""How questions are written: warnings about what gives answers away or leaves learners guessing."""
