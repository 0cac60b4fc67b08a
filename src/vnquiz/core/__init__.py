"""The rules of vnquiz: questions, marking, memory and sessions, without files, terminal or clock."""
