/// About statements, operators and values that have no text beside the language's main ones.
import Formatting

extension HelpTopics {
  static let statements: [Topic] = [
    Topic("about_Booleans", "What counts as true.", """
      False are $false, $null, 0, an empty text, an empty array, and an array of one
      element that is false. All else is true, also the text 'False'.
      """),
    Topic("about_Break", "Leave a loop or a switch.", """
      break leaves the innermost loop, switch or trap; break Name the loop labelled :Name.
      Outside of any, it leaves the script.

          :outer foreach ($p in $pools) { foreach ($u in $p.Users) { if ($u.Bad) { break outer } } }
      """),
    Topic("about_Continue", "Go on with the next turn of a loop.", """
      continue goes to the next turn of the innermost loop, or with continue Name of the
      loop labelled :Name. In a trap it goes on behind the statement that failed.
      """),
    Topic("about_Data_Sections", "Texts and other data apart from code.", """
      data { … } runs only what is harmless: literals, ConvertFrom-StringData, and commands
      named by -SupportedCommand. Its value is what it writes.
      """),
    Topic("about_Debuggers", "Stop a script and look.", """
      Set-PSBreakpoint stops at a line, a command or a variable; Wait-Debugger stops here.
      At the prompt: s step into, v step over, o step out, c continue, k call stack,
      l list, q quit, h help.
      """),
    Topic("about_Do", "Loop with the test at the end.", """
      do { … } while (condition)     again while it is true
      do { … } until (condition)     again until it is true
      """),
    Topic("about_Enum", "Names for numbers.", """
      enum Color { Red; Green = 5; Blue }     Blue is 6
      [Color]::Red, [Color]'Red' and [Color]0 are the same; where a Color is wanted, 'Red' will do.
      [Flags()] in front of enum makes values that can be joined: [Color]'Red, Blue'.
      """),
    Topic("about_History", "Commands typed before.", """
      Get-History (h) lists them, Invoke-History (r) runs one again, Clear-History forgets
      them. $MaximumHistoryCount says how many are kept.
      """),
    Topic("about_Jobs", "Commands in the background.", """
      Start-Job, Start-ThreadJob or & behind a command start one and give the job back.
      Get-Job lists jobs, Wait-Job waits, Receive-Job returns what they wrote, Stop-Job and
      Remove-Job end them. Variables of the caller are read as $using:name.
      """),
    Topic("about_Numeric_Literals", "How numbers are written.", """
      12 0x1F 0b101 1e3 1.5      whole numbers grow from int to long, decimal, double
      1d decimal, 1l long, 1u unsigned, 1s short, 1y signed byte, 1n of any size
      1kb 1mb 1gb 1tb 1pb        powers of 1024
      """),
    Topic("about_Object_Creation", "Make objects.", """
      [pscustomobject] @{ Name = 'a'; Size = 1 }     an object with these properties
      [Type]::new(arguments)                         an object of a type
      [Type] @{ Property = value }                   the same, with properties set
      New-Object Type -ArgumentList … -Property …    the same as a command
      """),
    Topic("about_Parsing", "How a line is read.", """
      A line that begins with a word is a command: what follows are arguments, text without
      quotes, up to a blank. A line that begins with anything else is an expression.
      ( ) around a command makes its output a value; --% hands the rest on as it stands;
      -- ends the parameters.
      """),
    Topic("about_Path_Syntax", "How places are named.", """
      C:\\Folder, /folder, Env:PATH, Variable:x      from a drive
      ./x, ../x, x                                   from the current location
      ~                                              the home folder
      Provider::path                                 whatever the drives are
      * ? [a-c] are wildcard characters; with -LiteralPath nothing is.
      """),
    Topic("about_Pipeline_Chain_Operators", "Run a command depending on the one before: && ||", """
      a && b     b when a succeeded
      a || b     b when a failed
      $? says which it was.
      """),
    Topic("about_PSCustomObject", "Objects made of names and values.", """
      [pscustomobject] @{ … } keeps the order of its keys as properties. Add-Member adds to
      it; PSTypeName among the keys names its type, for views and type data.
      """),
    Topic("about_PSItem", "The current object: $_ and $PSItem", """
      In script blocks of ForEach-Object, Where-Object and the like, in process { }, in
      switch, catch and trap (the error there), and in validation.
      """),
    Topic("about_Requires", "What a script needs.", """
      #requires -Version 7.2
      #requires -Modules Name, @{ ModuleName = 'Other'; ModuleVersion = '1.2' }
      #requires -RunAsAdministrator
      Such lines are looked at before the script runs.
      """),
    Topic("about_Return", "Leave a function.", """
      return ends the function or script; a value behind it is written like any other.
      What a function writes is all that its statements leave, not only what return names.
      """),
    Topic("about_Special_Characters", "Characters behind a backtick.", """
      `0 null   `a bell   `b back   `e escape   `f new page   `n new line   `r return
      `t tab    `v vertical tab     `u{1F600} any character
      In double quotes only. Before a line end a backtick goes on in the next line.
      """),
    Topic("about_Tab_Expansion", "Complete with Tab.", """
      Tab completes commands, parameters, their values, paths, variables, members and types;
      Tab again offers the next. Register-ArgumentCompleter adds values of one's own,
      TabExpansion2 tells what would be offered.
      """),
    Topic("about_Trap", "Catch errors of a whole block.", """
      trap { … } or trap [Exception] { … } runs when a statement of the block ends with an
      error, wherever the trap stands in it. continue goes on, break leaves; otherwise the
      error is written and the block goes on.
      """),
    Topic("about_Type_Conversion", "From one type to another.", """
      [int]'5' converts and fails where it cannot; '5' -as [int] gives $null then.
      Parameters and variables with a type convert what they are given. Operators convert
      the right side to the type of the left: 5 + '5' is 10, '5' + 5 is '55'.
      """),
    Topic("about_Type_Operators", "Test and convert types: -is -isnot -as", """
      5 -is [int]       True
      '5' -as [int]     5
      """),
    Topic("about_Using", "Namespaces, modules and variables of the caller.", """
      using namespace System.IO     [File] then means [System.IO.File]
      using module Name             classes of the module are known
      $using:name                   the caller's variable, in jobs and other sessions
      """),
  ]
}
