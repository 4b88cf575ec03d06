"""The two survey files under demo/, made here so that what they hold can be read and reviewed.

``python -m members.demo.survey_files`` writes them anew; a test compares. All people in them are invented: phones begin with 154,
which no operator uses, identity numbers with 99, which no place ever had.
"""
