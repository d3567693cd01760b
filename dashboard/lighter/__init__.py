"""Three of Streamlit's files as this portal needs them: icons, letters, blocks of code."""
