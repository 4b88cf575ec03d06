"""The guide for those who work in the office, as the files under ``docs/guide`` have it, read in the site."""
