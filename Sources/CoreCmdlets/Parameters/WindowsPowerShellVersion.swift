/// `-PSVersion`: the Windows PowerShell a job is to run in, 5.1 and no other. Away from Windows the job is PowerShell's own all the same.
import Engine

struct WindowsPowerShellVersion: ParameterValue {
  static var netType: NetType { TypeTable.object }
  static var shownType: NetType? { TypeTable.get("System.Version") }
  static var check: ParameterCheck? { ParameterCheck(isTransformation: false) { _ = try from($0, $1) } }
  static var absent: WindowsPowerShellVersion { WindowsPowerShellVersion() }
  static func from(_ v: Value, _ context: ExecutionContext) throws -> WindowsPowerShellVersion {
    let text = Conversion.toString(try Conversion.convert(v, to: TypeTable.get("System.Version"), context), context)
    guard text == "5.1" || text.hasPrefix("5.1.") else {
      let inner = PSException("System.ArgumentException", "The value \(text) is not valid for the PSVersion parameter. The only allowed value is 5.1.")
      let setting = PSException("System.Management.Automation.SetValueInvocationException", "Exception setting \"PSVersion\": \"\(inner.message)\"", inner: inner)
      throw TerminatingError(
        ErrorRecord(
          PSException("System.Management.Automation.ParameterBindingException", "Cannot bind parameter 'PSVersion' to the target. \(setting.message)", inner: setting),
          id: "ParameterBindingFailed", .writeError))
    }
    return WindowsPowerShellVersion()
  }
}
