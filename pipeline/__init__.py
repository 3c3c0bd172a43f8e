"""The program that turns register pages into verified records."""
