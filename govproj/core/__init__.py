"""The shared floor: what every feature stands on. Imports no feature."""
