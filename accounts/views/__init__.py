"""The pages of accounts: one's own, the responsible officer's, and the desk's."""
