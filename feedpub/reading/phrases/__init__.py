"""Recognize what one line is: days, datelines, bylines, captions, sign-offs, page furniture."""
