"""JSON blueprints, one per noun."""
