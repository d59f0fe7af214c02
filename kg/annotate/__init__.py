"""The stages of the spaCy pipeline; `kg.annotate.pipeline` puts them in order."""
