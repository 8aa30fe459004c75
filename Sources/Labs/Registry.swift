/// The cmdlets of this module by name. Written by scripts/registry from the declarations: never edit.
import Engine

public enum Labs {
  public static let all: [(String, any Cmdlet.Type)] = [
    ("Get-Lab", GetLab.self),
    ("Get-LabHint", GetLabHint.self),
    ("Reset-Lab", ResetLab.self),
    ("Show-LabSolution", ShowLabSolution.self),
    ("Start-Lab", StartLab.self),
    ("Test-SimLab", TestSimLab.self),
  ]
  /// Aliases the declarations name, and what they stand for.
  public static let aliases: [(String, String)] = [
    ("Test-Lab", "Test-SimLab"),
  ]
}
