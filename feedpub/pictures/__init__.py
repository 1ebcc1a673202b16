"""Take out of a picture's file what says where it was taken; the picture itself stays as it is, to the pixel."""
