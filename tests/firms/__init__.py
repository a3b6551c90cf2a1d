"""The register of firms."""
