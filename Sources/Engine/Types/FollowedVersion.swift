/// The version of PowerShell the shell follows, wherever scripts can read it.
public enum FollowedVersion {
  /// The version of PowerShell whose behaviour is followed.
  public static let parts = [7, 6, 5]
  /// As `$PSVersionTable.PSVersion` shows it.
  public static let text = "7.6.5"
  /// The assembly PowerShell's own types live in, and the one .NET's do.
  public static let automationAssembly = "System.Management.Automation, Version=\(text).500, Culture=neutral, PublicKeyToken=31bf3856ad364e35"
  static let coreAssembly = "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"
  public static func assembly(of type: NetType) -> String { type.fullName.hasPrefix("System.Management.Automation") ? automationAssembly : coreAssembly }
}
