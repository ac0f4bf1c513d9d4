"""The machinery of the exercises: checks that name the mistake."""
