"""What the figures share: colours and parts of pictures."""
