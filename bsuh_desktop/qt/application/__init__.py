"""The Qt application: started, kept small, and started anew at the door."""
