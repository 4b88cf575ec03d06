"""Survey files as offices really send them, each with the right answer beside it.

``build.py`` holds every file and its answer as source and writes them to ``files/``; ``test_corpus.py`` reads them and compares.
"""
