"""The screens in English: beside each module of words one of the same name, with the same names in it.

What has no English here is said in Vietnamese. A test asks for every word, and for the same keys and gaps in both languages.
"""
