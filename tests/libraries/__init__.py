"""What the notebooks say of other libraries, run there by `make libraries-test`."""
