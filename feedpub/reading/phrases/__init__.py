"""What one line says: days, datelines, bylines, captions, sign-offs, page furniture."""
