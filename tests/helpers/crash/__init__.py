"""What kills a class, cuts its power and looks at what is left."""
