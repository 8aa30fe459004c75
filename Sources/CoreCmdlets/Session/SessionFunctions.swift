/// Functions every session has, written in the language itself: a user can read, replace and remove them.
import Engine

enum SessionFunctions {
  static let all: [(name: String, body: String)] = [
    ("prompt", """

      "PS $($executionContext.SessionState.Path.CurrentLocation)$('>' * ($nestedPromptLevel + 1)) ";
      # .Link
      # https://go.microsoft.com/fwlink/?LinkID=225750
      # .ExternalHelp System.Management.Automation.dll-help.xml

      """),
    ("cd..", "Set-Location .."), ("cd\\", "Set-Location \\"), ("cd~", "Set-Location ~"),
    ("Clear-Host", """

      if (-not [Console]::IsOutputRedirected) { [Console]::Write("`e[H`e[2J`e[3J") }
      # .Link
      # https://go.microsoft.com/fwlink/?LinkID=2096480
      # .ExternalHelp System.Management.Automation.dll-help.xml

      """),
    ("exec", "\nSwitch-Process -WithCommand $args\n"),
    ("Pause", "$null = Read-Host 'Press Enter to continue...'"),
    ("help", """
      # .FORWARDHELPTARGETNAME Get-Help
      # .FORWARDHELPCATEGORY Cmdlet
      [CmdletBinding(DefaultParameterSetName = 'AllUsersView', HelpUri = 'https://go.microsoft.com/fwlink/?LinkID=113316')]
      param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName)][string] $Name,
        [string] $Path,
        [ValidateSet('Alias', 'Cmdlet', 'Provider', 'General', 'FAQ', 'Glossary', 'HelpFile', 'ScriptCommand', 'Function', 'Filter', 'ExternalScript', 'All', 'DefaultHelp', 'DscResource', 'Class', 'Configuration')][string[]] $Category,
        [Parameter(ParameterSetName = 'DetailedView', Mandatory)][switch] $Detailed,
        [Parameter(ParameterSetName = 'AllUsersView')][switch] $Full,
        [Parameter(ParameterSetName = 'Examples', Mandatory)][switch] $Examples,
        [Parameter(ParameterSetName = 'Parameters', Mandatory)][string[]] $Parameter,
        [string[]] $Component,
        [string[]] $Functionality,
        [string[]] $Role,
        [Parameter(ParameterSetName = 'Online', Mandatory)][switch] $Online
      )
      # whole pages, through the user's pager or a page at a time; lists as objects
      process {
        if ($PSCmdlet.ParameterSetName -eq 'AllUsersView' -and -not $Full) { $PSBoundParameters.Full = $true }
        $shown = Get-Help @PSBoundParameters
        $kind = ($shown | Select-Object -First 1).PSTypeNames
        if ($null -eq $shown) { return }
        if ($kind -contains 'HelpInfoShort' -or $kind -contains 'AliasHelpInfo') { return $shown }
        $words = @()
        if (-not [string]::IsNullOrWhiteSpace($env:PAGER)) {
          if (Get-Command $env:PAGER -ErrorAction Ignore) { $words = @($env:PAGER) }
          else {
            $words = @([System.Management.Automation.PSParser]::Tokenize($env:PAGER, [ref]$null) | Where-Object Type -NE Comment | ForEach-Object Content)
            if (-not (Get-Command $words[0] -ErrorAction Ignore)) {
              Write-Warning "Custom-paging utility command not found. Ignoring command specified in `$env:PAGER: $env:PAGER"
              $words = @()
            }
          }
        }
        $isLast = -not [Console]::IsOutputRedirected -and $MyInvocation.PipelinePosition -eq $MyInvocation.PipelineLength
        if (-not $words -and $isLast -and (Get-Command less -CommandType Application -ErrorAction Ignore)) {
          $words = 'less', '-s', '-P', 'Page %db?B of %D:.\\. Press h for help or q to quit\\.'
        }
        if ($words) {
          $pager, $arguments = $words
          if ((Get-Command $pager).CommandType -ne 'Application') { return $shown | & $pager @arguments }
          return $shown | Out-String -Stream -Width ([Math]::Max([Console]::WindowWidth, 20) - 1) | & $pager @arguments
        }
        if ($isLast) { $shown | Out-Host -Paging } else { $shown | Out-String -Stream }
      }
      """),
    ("oss", """
      [CmdletBinding()]
      param(
        [ValidateRange(2, 2147483647)][int] $Width,
        [Parameter(ValueFromPipeline)][psobject] $InputObject
      )
      begin { $all = [System.Collections.ArrayList]::new() }
      process { $null = $all.Add($InputObject) }
      end {
        $options = @{}
        if ($PSBoundParameters.ContainsKey('Width')) { $options.Width = $Width }
        $all | Out-String -Stream @options
      }
      # .FORWARDHELPTARGETNAME Out-String
      # .FORWARDHELPCATEGORY Cmdlet
      """),
    ("TabExpansion2", """
      [CmdletBinding(DefaultParameterSetName = 'ScriptInputSet')]
      [OutputType([System.Management.Automation.CommandCompletion])]
      param(
        [Parameter(ParameterSetName = 'ScriptInputSet', Mandatory, Position = 0)][AllowEmptyString()][string] $inputScript,
        [Parameter(ParameterSetName = 'ScriptInputSet', Position = 1)][int] $cursorColumn = $inputScript.Length,
        [Parameter(ParameterSetName = 'AstInputSet', Mandatory, Position = 0)][System.Management.Automation.Language.Ast] $ast,
        [Parameter(ParameterSetName = 'AstInputSet', Mandatory, Position = 1)][System.Management.Automation.Language.Token[]] $tokens,
        [Parameter(ParameterSetName = 'AstInputSet', Mandatory, Position = 2)][System.Management.Automation.Language.IScriptPosition] $positionOfCursor,
        [Parameter(ParameterSetName = 'ScriptInputSet', Position = 2)][Parameter(ParameterSetName = 'AstInputSet', Position = 3)][hashtable] $options
      )
      if ($PSCmdlet.ParameterSetName -eq 'AstInputSet') {
        return [System.Management.Automation.CommandCompletion]::CompleteInput($ast, $tokens, $positionOfCursor, $options)
      }
      [System.Management.Automation.CommandCompletion]::CompleteInput($inputScript, $cursorColumn, $options)
      """),
  ]

  static func install(into context: ExecutionContext) {
    for f in all {
      let function = FunctionInfo(f.name) { [unowned context] in block(f, context) }
      function.helpFile = "System.Management.Automation.dll-Help.xml"
      context.commands.define(function)
    }
  }
  /// Read when the function is first used: most sessions use none of them.
  private static func block(_ f: (name: String, body: String), _ context: ExecutionContext) -> ScriptBlock {
    guard let block = try? context.makeBlock(f.body) else { preconditionFailure("the session's function '\(f.name)' does not parse") }
    return block
  }
}
