/// The version of PowerShell the shell follows, wherever scripts can read it.
public enum FollowedVersion {
  /// The version of PowerShell whose behaviour is followed.
  public static let parts = [7, 6, 5]
  /// As `$PSVersionTable.PSVersion` shows it.
  public static let text = "7.6.5"
  /// The assembly of PowerShell's engine.
  public static let automationAssembly = "System.Management.Automation, Version=\(text).500, Culture=neutral, PublicKeyToken=31bf3856ad364e35"
  public static func assembly(of type: NetType) -> String { type.scriptAssembly ?? AssemblyName.of(type).full }
}
