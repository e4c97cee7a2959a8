"""Why a number changed, part by part."""
