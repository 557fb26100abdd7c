"""Parts of the Verify page: what was brought, the verdict with its shape, and the chain that it rests on."""
