"""The register of a village, the sums of many, and how far a project is with education, commitments, supervision."""
