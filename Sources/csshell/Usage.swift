/// What `-Help` prints and what follows a misused command line.

enum Usage {
  static let version = "0.1.0"

  /// What the program calls itself; where it stands in for PowerShell under that name, as that does.
  static var title: String { CommandLine.isCalledPowerShell ? "PowerShell 7.6.5" : "CsShell \(version)" }

  static let brief = """
    Usage: csshell [-Deployment {a | b | c | <file>}] [-Journal <file> [-JournalRecover]]
                   [[-File] <filePath> [args]]
                   [-Command { - | <string> [<CommandParameters>] }]
                   [-CommandWithArgs <string> [<CommandParameters>]]
                   [-EncodedCommand <Base64EncodedCommand>] [-ExecutionPolicy <ExecutionPolicy>]
                   [-InputFormat {Text | XML}] [-Interactive] [-NoExit] [-NoLogo]
                   [-NonInteractive] [-NoProfile] [-OutputFormat {Text | XML}] [-Version]
                   [-WorkingDirectory <directoryPath>]

           csshell demo [<name>] [-Fast] [-Record <file>]
           csshell -h | -Help | -?

    All parameters are case-insensitive and may be abbreviated. See also: man csshell.

    """

  static let full = brief + """

    -Deployment | -d
        The simulated forest to start with: a (Lync 2010 and 2013), b (Office Communications
        Server 2007 R2 and Lync 2013), c (a green field), or a file saved earlier.

    -Journal | -j
        Keeps the simulated forest in a file: every change is written to it before its command
        ends, and the next session with the same file goes on where this one ended, with its
        history. One shell at a time. A damaged file is refused, with the place of the damage.

    -JournalRecover
        Cuts a damaged journal before the damage and goes on; the damaged file is kept beside it.

    -File | -f
        Runs a script with the arguments that follow it. The exit code is the script's, 1 when an
        error ended it, 0 otherwise. This is the default when a value stands first. With "-" the
        input is read from standard input, with prompts.

    -Command | -c
        Runs what follows as if typed. With "-" the commands are read from standard input. The
        exit code is 1 when the last command failed or an error ended it.

    -EncodedCommand | -e | -ec
        As -Command, with the text in UTF-16, encoded in Base64.

    -NonInteractive | -noni
        Nobody can be asked: whatever asks fails instead.

    -NoExit | -noe
        Stays when the commands or the script are done.

    -NoProfile | -nop
        Does not run ~/.config/csshell/profile.ps1 and the files $PROFILE names.

    -WorkingDirectory | -wd
        Starts in that folder.

    demo [<name>]
        Plays a demonstration, or all of them. -Fast plays without delays, -Record writes an
        asciinema recording.

    """
}
