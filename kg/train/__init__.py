"""Training of the reader: the annotated sentences, the model, its figures. Nothing here is needed at run time."""
