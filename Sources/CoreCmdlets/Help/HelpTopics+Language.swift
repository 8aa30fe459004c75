/// About the language.
import Formatting

extension HelpTopics {
  static let language: [Topic] = [
    Topic("about_Arithmetic_Operators", "Calculate: + - * / %", """
      Numbers keep the widest type of the operands; what does not fit an int becomes
      a double. "/" of two whole numbers gives a whole number only when it is exact.

          7 / 2        3.5
          7 % 3        1
          'ab' * 3     ababab
          1,2 + 3      1 2 3

      The left operand decides: '2' + 3 is the text 23, 2 + '3' is the number 5.
      """),
    Topic("about_Arrays", "Several values in one.", """
      A comma makes an array, @( ) makes one of whatever stands inside, also of one
      value or none.

          $a = 1, 2, 3        $a[0]  $a[-1]  $a[0..1]
          $a += 4             a new array with one more
          $a.Count            how many

      A comparison with an array on the left filters: 1,5,9 -gt 4 gives 5 9.
      Arrays have a fixed length; [System.Collections.Generic.List[object]] grows.
      """),
    Topic("about_Assignment_Operators", "Give variables values: = += -= *= /= %= ??= ++ --", """
      $a, $b = 1, 2, 3     $a is 1, $b is 2 3
      $x ??= 5             only when $x is null
      [int] $n = '5'       from now on $n converts what it is given
      """),
    Topic("about_Calculated_Properties", "Columns and keys that are computed.", """
      Where a cmdlet takes property names it also takes a table:

          Get-CsUser | Select-Object DisplayName, @{ Name = 'Pool'; Expression = { $_.RegistrarPool.FriendlyName } }
          Get-ChildItem | Sort-Object @{ Expression = 'Length'; Descending = $true }

      Keys: Name (or Label), Expression; Format-Table also FormatString, Width, Alignment;
      Sort-Object Ascending, Descending. Keys may be shortened: n, e.
      """),
    Topic("about_Classes", "Types of your own.", """
      class Pool {
          [string] $Fqdn
          hidden [int] $port = 5061
          Pool([string] $fqdn) { $this.Fqdn = $fqdn }
          [string] ToString() { return "$($this.Fqdn):$($this.port)" }
          static [Pool] Parse([string] $s) { return [Pool]::new($s) }
      }
      class EdgePool : Pool { EdgePool([string] $f) : base($f) { } }

      Enumerations: enum Mode { Off; On = 5 }. Methods output only what return gives.
      """),
    Topic("about_Comment_Based_Help", "Help for your own functions and scripts.", """
      A comment at the beginning or end of the body, or right before the function:

          <#
          .SYNOPSIS
          What it does, in a line.
          .PARAMETER Pool
          What Pool is for.
          .EXAMPLE
          Get-Thing -Pool a

          What the example shows.
          .LINK
          Get-CsPool
          #>

      Also .DESCRIPTION, .INPUTS, .OUTPUTS, .NOTES, .COMPONENT, .ROLE, .FUNCTIONALITY.
      """),
    Topic("about_Comparison_Operators", "Compare: -eq -ne -gt -ge -lt -le -like -match -contains -in -is", """
      Case does not count; with c in front (-ceq, -clike) it does.

          'Pool1' -like 'pool*'          True
          'sip:a@b.c' -match '@(.+)$'    True, $Matches[1] is b.c
          1,2,3 -contains 2              True
          2 -in 1,2,3                    True
          5 -is [int]                    True
          'a-b' -replace '-', '+'        a+b

      The right operand is converted to the type of the left one. With an array on
      the left the result is the elements that pass.
      """),
    Topic("about_Functions", "Commands of your own.", """
      function Get-Twice ([int] $Number) { $Number * 2 }
      Get-Twice 4
      Get-Twice -Number 4

      Everything the body leaves is output; return only ends it. $args holds what no
      parameter took, $input what comes by the pipeline. begin, process and end run
      before, for each and after the objects piped in:

          function Add-Dot { process { "$_." } }
          'a', 'b' | Add-Dot
      """),
    Topic("about_Functions_Advanced", "Functions that behave as cmdlets.", """
      [CmdletBinding()] makes a function bind its parameters as a cmdlet does and gives
      it the common parameters; SupportsShouldProcess adds -WhatIf and -Confirm:

          function Remove-Thing {
              [CmdletBinding(SupportsShouldProcess)]
              param([Parameter(Mandatory, ValueFromPipeline)] [string] $Name)
              process { if ($PSCmdlet.ShouldProcess($Name)) { "gone: $Name" } }
          }
      """),
    Topic("about_Functions_Advanced_Parameters", "Attributes of parameters.", """
      [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'ById')]
      [Alias('Id')] [ValidateSet('Test', 'Production')] [ValidateRange(1, 10)]
      [ValidatePattern('^\\w+$')] [ValidateScript({ Test-Path $_ })] [ValidateNotNullOrEmpty()]
      [AllowNull()] [AllowEmptyString()] [ArgumentCompleter({ ... })]

      Parameters of different sets exclude each other; DefaultParameterSetName of
      CmdletBinding decides when nothing else does.
      """),
    Topic("about_Foreach", "Run statements for each of several values.", """
      foreach ($pool in Get-CsPool) { $pool.Identity }

      break leaves the loop, continue goes on with the next value. ForEach-Object does
      the same within a pipeline and calls the value $_.
      """),
    Topic("about_For", "Count.", """
      for ($i = 0; $i -lt 3; $i++) { "round $i" }
      """),
    Topic("about_Hash_Tables", "Values by key.", """
      $t = @{ Name = 'pool1'; Port = 5061 }
      $t.Name   $t['Port']   $t.Remove('Port')   $t.Keys   $t.Count

      [ordered]@{ } keeps the order of its keys; [pscustomobject]@{ } makes an object.
      Keys compare without case.
      """),
    Topic("about_If", "Run statements on a condition.", """
      if ($n -gt 5) { 'many' } elseif ($n) { 'some' } else { 'none' }
      $word = $n -gt 5 ? 'many' : 'few'

      0, '', $null, $false and an empty array count as false.
      """),
    Topic("about_Logical_Operators", "Combine conditions: -and -or -xor -not !", """
      ($a -gt 1) -and -not $b

      -and and -or evaluate the right side only when it matters.
      """),
    Topic("about_Operators", "All operators, by what binds strongest.", """
      .  ::  [ ]            members, elements
      ++ -- ! -not -bnot    one operand
      -split -join , ..     text, arrays, ranges
      * / %   + -   -f      arithmetic, then formatting
      -eq -like -match ...  comparison
      -band -bor -bxor -shl -shr
      -and -or -xor
      ?:  ??                choice
      |  && ||  =           pipelines, chains, assignment

      See about_Arithmetic_Operators, about_Comparison_Operators, about_Logical_Operators,
      about_Assignment_Operators, about_Split, about_Join, about_Redirection.
      """),
    Topic("about_Join", "Put texts together: -join", """
      'a', 'b' -join '; '      a; b
      -join ('a', 'b')         ab
      """),
    Topic("about_Parameters", "How arguments find their parameters.", """
      By name (-Name x, -Name:x; a name may be shortened while it stays unique), by
      position, or by the pipeline: first the object itself, then its properties of
      the parameter's name. Switches need no value; -Switch:$false turns one off.
      Get-Help <command> -Parameter * tells which parameter accepts what.
      """),
    Topic("about_Pipelines", "Commands behind commands.", """
      Get-CsUser | Where-Object Enabled | Sort-Object DisplayName | Select-Object -First 5

      Each object travels on as soon as it is there. $_ (or $PSItem) is the current one
      in a script block. && runs the next command when this one succeeded, || when not.
      """),
    Topic("about_Quoting_Rules", "Texts.", """
      'as it stands'    "with $variables and $(expressions)"    "line`nbreak"

      Two quotation marks within quotation marks are one. Here-strings keep lines:

          @'
          as it stands
          '@
      """),
    Topic("about_Redirection", "Send streams somewhere.", """
      >  >>        output to a file, or behind what it holds
      2>  3>  6>   errors, warnings, information
      2>&1         errors into the output
      *>           everything
      > $null      nowhere
      """),
    Topic("about_Regular_Expressions", "Patterns of text.", """
      .  any character     \\d digit  \\w letter, digit, _   \\s blank
      ^ $  begin, end      * + ? {2,3}  how often      [a-z] [^a]  one of, none of
      (..) group, $Matches[1]     (?<pool>..) $Matches.pool     a|b  either

      -match, -replace, -split and switch -Regex use them; [regex]::Escape() takes the
      meaning from special characters.
      """),
    Topic("about_Scopes", "Where variables live.", """
      A function or script reads the variables of its callers and sets its own.
      $global:x, $script:x and $local:x name a scope; & { } opens one, . { } does not.
      """),
    Topic("about_Script_Blocks", "Code as a value.", """
      $b = { param($n) $n + 1 }
      & $b 4
      $b.GetNewClosure() keeps the values variables have now.
      """),
    Topic("about_Split", "Take texts apart: -split", """
      'a,b' -split ','                 a b
      'a b  c' -split '\\s+'            a b c
      -split ' a  b '                  a b
      'a.b.c' -split '.', 2, 'SimpleMatch'
      """),
    Topic("about_Splatting", "Arguments from a table.", """
      $options = @{ Target = 'pool2.contoso.com'; Force = $true }
      Move-CsUser sip:ken@contoso.com @options

      An array splats by position: Get-Thing @list.
      """),
    Topic("about_Switch", "Many conditions on one value.", """
      switch -Wildcard ($name) {
          'pool*' { "a pool: $_" }
          'edge*' { 'an edge'; break }
          { $_.Length -gt 20 } { 'long' }
          default { 'something' }
      }

      An array is taken element by element. -Regex, -CaseSensitive and -File exist too.
      """),
    Topic("about_Throw", "Raise an error.", """
      throw 'no such pool'
      throw [System.ArgumentException]::new('pool')
      """),
    Topic("about_Try_Catch_Finally", "Handle errors.", """
      try { Get-CsPool nosuch -ErrorAction Stop }
      catch [System.ArgumentException] { 'wrong name' }
      catch { "failed: $($_.Exception.Message) ($($_.FullyQualifiedErrorId))" }
      finally { 'always' }

      Only terminating errors are caught; -ErrorAction Stop makes others so.
      """),
    Topic("about_Variables", "Names for values.", """
      $a = 5    ${any name} = 6    $env:PATH    Get-Variable a    Remove-Variable a
      """),
    Topic("about_While", "Loop while a condition holds.", """
      while ($n -lt 3) { $n++ }
      do { $n-- } until ($n -le 0)
      """),
    Topic("about_Wildcards", "Patterns of names.", """
      *  any text     ?  one character     [a-c]  one of     `*  the character itself
      """),
  ]
}
