"""Source formats other than text: one module a format, from the bytes of a file to text with the origin of each line.

A module here is imported when the first file of its format is read. It opens no other file and no connection.
"""
