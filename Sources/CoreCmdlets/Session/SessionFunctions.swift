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
        if ($words) {
          $pager, $arguments = $words
          if ((Get-Command $pager).CommandType -ne 'Application') { return $shown | & $pager @arguments }
          return $shown | Out-String -Stream -Width ([Math]::Max([Console]::WindowWidth, 20) - 1) | & $pager @arguments
        }
        if ([Console]::IsOutputRedirected -or $MyInvocation.PipelinePosition -lt $MyInvocation.PipelineLength) { $shown | Out-String -Stream }
        else { $shown | Out-Host -Paging }
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
