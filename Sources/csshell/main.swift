print("csshell")
