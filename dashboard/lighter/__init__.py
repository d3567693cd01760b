"""Streamlit's fonts as this portal needs them: icons and letters."""
