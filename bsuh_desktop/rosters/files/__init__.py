"""Opening what schools send: text files and workbooks, as rows of cells before anybody asks what they mean."""
