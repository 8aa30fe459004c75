/// About the shell around the language.
import Formatting

extension HelpTopics {
  static let shell: [Topic] = [
    Topic("about_Aliases", "Other names for commands.", """
      Get-Alias lists them, Set-Alias gls Get-CsPool makes one, Export-Alias writes them
      to a file. An alias stands for a name only; for arguments write a function.
      """),
    Topic("about_Automatic_Variables", "Variables the shell sets.", """
      $_ $PSItem     the current object          $?             did the last command succeed
      $args $input   of the running function     $LASTEXITCODE  of the last program
      $Error         errors, newest first        $Matches       of the last -match
      $PSBoundParameters $PSCmdlet $MyInvocation $PSScriptRoot $PSCommandPath
      $HOME $PWD $PID $PSVersionTable $Host $true $false $null
      """),
    Topic("about_CommonParameters", "Parameters every cmdlet has.", """
      -Verbose -Debug            show these messages
      -ErrorAction -WarningAction -InformationAction -ProgressAction
                                 Continue, SilentlyContinue, Stop, Inquire, Ignore
      -ErrorVariable -WarningVariable -InformationVariable -OutVariable
                                 keep what was written; +name adds
      -OutBuffer -PipelineVariable
      -WhatIf -Confirm           of commands that change something
      """),
    Topic("about_CsShell", "What this shell is.", """
      A PowerShell 7 in which the cmdlets of Lync Server act on a simulated forest: the
      whole deployment is in memory, and every change can be undone. Nothing is sent
      anywhere.

          Get-CsTopology              what stands where
          Get-Command -Module Lync    the cmdlets
          Get-Help about_Lync*        how the simulation works
          Get-Lab                     exercises with checks
      """),
    Topic("about_Format.ps1xml", "Views of your own.", """
      A file with <ViewDefinitions> says how objects of a type look as table, list, wide
      or custom view; Update-FormatData -PrependPath file.ps1xml loads it. Types can be
      given more members with Update-TypeData.
      """),
    Topic("about_Modules", "Commands in files.", """
      A .psm1 file defines functions; Export-ModuleMember says which of them are seen.
      Import-Module ./tools.psm1, Get-Module, Remove-Module. A .psd1 describes a module.
      """),
    Topic("about_Preference_Variables", "Variables that change what the shell does.", """
      $ErrorActionPreference $WarningPreference $VerbosePreference $DebugPreference
      $InformationPreference $ProgressPreference $ConfirmPreference $WhatIfPreference
      $FormatEnumerationLimit   how many elements a cell shows (4)
      $OFS                      what stands between elements in a text
      $PSDefaultParameterValues @{ 'Format-Table:AutoSize' = $true }
      $PSStyle                  colours      $ErrorView  how errors look
      """),
    Topic("about_Prompts", "What stands before your input.", """
      function prompt { "$(Get-Location | Split-Path -Leaf)> " }
      """),
    Topic("about_Providers", "Drives that are not disks.", """
      Variable: Function: Alias: Env: and the file system answer to the same cmdlets:
      Get-ChildItem env:, Test-Path variable:x, Remove-Item function:f, Get-PSDrive.
      """),
    Topic("about_PSReadLine", "Keys at the prompt.", """
      Tab completes, arrows go through the history, Ctrl+R searches it, Ctrl+C cancels,
      Ctrl+D at an empty line leaves. The line editor reads ~/.editrc.
      """),
  ]
}
