"""An issue that we composed, and the pages of a site that has it, in the layouts that papers have."""
