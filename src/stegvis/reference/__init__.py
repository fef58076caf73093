"""The world's facts shipped with the product: occupations, skills, places, formats. No Django."""
