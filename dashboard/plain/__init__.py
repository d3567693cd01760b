"""Every release as plain pages: HTML and SVG in both languages, no script, no Streamlit to serve them."""
