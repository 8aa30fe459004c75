/// The cmdlets of this module by name. Written by scripts/registry from the declarations: never edit.
import Engine

public enum CoreCmdlets {
  public static let all: [(String, any Cmdlet.Type)] = [
    ("Add-Member", AddMember.self),
    ("Compare-Object", CompareObject.self),
    ("ConvertFrom-StringData", ConvertFromStringData.self),
    ("ForEach-Object", ForEachObject.self),
    ("Get-Date", GetDate.self),
    ("Get-Member", GetMember.self),
    ("Get-Random", GetRandom.self),
    ("Get-SecureRandom", GetSecureRandom.self),
    ("Get-Unique", GetUnique.self),
    ("Get-Verb", GetVerb.self),
    ("Group-Object", GroupObject.self),
    ("Invoke-Command", InvokeCommand.self),
    ("Invoke-Expression", InvokeExpression.self),
    ("Join-String", JoinString.self),
    ("Measure-Command", MeasureCommand.self),
    ("Measure-Object", MeasureObject.self),
    ("New-Guid", NewGuid.self),
    ("New-Object", NewObject.self),
    ("New-TimeSpan", NewTimeSpan.self),
    ("Read-Host", ReadHost.self),
    ("Select-Object", SelectObject.self),
    ("Set-Date", SetDate.self),
    ("Set-StrictMode", SetStrictMode.self),
    ("Sort-Object", SortObject.self),
    ("Start-Sleep", StartSleep.self),
    ("Tee-Object", TeeObject.self),
    ("Where-Object", WhereObject.self),
    ("Write-Debug", WriteDebug.self),
    ("Write-Error", WriteError.self),
    ("Write-Host", WriteHost.self),
    ("Write-Information", WriteInformation.self),
    ("Write-Output", WriteOutput.self),
    ("Write-Progress", WriteProgress.self),
    ("Write-Verbose", WriteVerbose.self),
    ("Write-Warning", WriteWarning.self),
  ]
  /// Aliases the declarations name, and what they stand for.
  public static let aliases: [(String, String)] = [
  ]
}
