"""Chains, origins, differences and standing: how much stands behind a claim, and where tellings part."""
