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
    ("cd..", "Set-Location .."), ("cd\\", "Set-Location /"), ("cd~", "Set-Location ~"),
    ("Clear-Host", "if (-not [Console]::IsOutputRedirected) { [Console]::Write(\"`e[H`e[2J`e[3J\") }"),
    ("exec", "Switch-Process -WithCommand $args"),
    ("Pause", "$null = Read-Host 'Press Enter to continue...'"),
    ("help", """
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
        [Parameter(ParameterSetName = 'Online', Mandatory)][switch] $Online,
        [Parameter(ParameterSetName = 'ShowWindow', Mandatory)][switch] $ShowWindow
      )
      # pages at a terminal, plain text elsewhere
      process { if ([Console]::IsOutputRedirected) { Get-Help @PSBoundParameters } else { Get-Help @PSBoundParameters | Out-Host -Paging } }
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
      """),
  ]

  static func install(into context: ExecutionContext) {
    for f in all { context.commands.define(FunctionInfo(f.name) { [unowned context] in block(f, context) }) }
  }
  /// Read when the function is first used: most sessions use none of them.
  private static func block(_ f: (name: String, body: String), _ context: ExecutionContext) -> ScriptBlock {
    guard let block = try? context.makeBlock(f.body) else { preconditionFailure("the session's function '\(f.name)' does not parse") }
    return block
  }
}
