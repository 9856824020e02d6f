"""Every sentence that the product says to people, in French, one module per layer or topic."""
