/// Starts a program of the host, with its streams from and to files, waited for or not.
import Engine
import Glibc
import NetTypes
import Primitives

struct StartProcess: Cmdlet {
  static let command = Command("Start", "Process", module: "Microsoft.PowerShell.Management", defaultSet: "Default", confirm: .medium,
    outputs: ["System.Diagnostics.Process"],
    synopsis: "Starts a program and does not wait for it unless asked to.",
    examples: [("A program, and its exit code", "(Start-Process make -ArgumentList all -Wait -PassThru).ExitCode")])
  @Parameter("FilePath", at: 0, aliases: ["PSPath", "Path"], validate: [.notNullOrEmpty]) var filePath: String
  @Parameter("ArgumentList", at: 1, aliases: ["Args"]) var argumentList: [String]
  @Parameter("Credential", sets: ["Default"], aliases: ["RunAs"], validate: [.notNullOrEmpty], attributes: [.credential],
    type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("WorkingDirectory", validate: [.notNullOrEmpty]) var workingDirectory: String?
  @Parameter("LoadUserProfile", sets: ["Default"], aliases: ["Lup"], fidelity: .inert) var loadUserProfile: Switch
  @Parameter("NoNewWindow", sets: ["Default"], aliases: ["nnw"], fidelity: .inert) var noNewWindow: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("RedirectStandardError", sets: ["Default"], aliases: ["RSE"], validate: [.notNullOrEmpty]) var redirectStandardError: String?
  @Parameter("RedirectStandardInput", sets: ["Default"], aliases: ["RSI"], validate: [.notNullOrEmpty]) var redirectStandardInput: String?
  @Parameter("RedirectStandardOutput", sets: ["Default"], aliases: ["RSO"], validate: [.notNullOrEmpty]) var redirectStandardOutput: String?
  @Parameter("Verb", sets: ["UseShellExecute"], validate: [.notNullOrEmpty]) var verb: String?
  @Parameter("WindowStyle", validate: [.notNullOrEmpty], type: "System.Diagnostics.ProcessWindowStyle") var windowStyle: Value?
  @Parameter("Wait") var wait: Switch
  @Parameter("UseNewEnvironment", sets: ["Default"]) var useNewEnvironment: Switch
  @Parameter("Environment") var environment: PSHash?

  mutating func process(_ shell: Invocation) throws {
    if shell.parameterSet == "UseShellExecute" { throw unsupported("-Verb", shell) }
    if $windowStyle.isBound { throw unsupported("-WindowStyle", shell) }
    // aliases and functions of that name do not count
    let found = shell.context.findExternal(filePath)
    let program = (found as? ApplicationInfo)?.program ?? (found as? ExternalScriptInfo)?.path
    var launch = ProcessLaunch(program: program ?? filePath, arguments: NativeArguments.words(ofLine: argumentList.joined(separator: " ")))
    launch.isKnown = program != nil
    launch.isDirect = $noNewWindow.isBound || $useNewEnvironment.isBound || $environment.isBound || $credential.isBound || $loadUserProfile.isBound
      || $redirectStandardInput.isBound || $redirectStandardOutput.isBound || $redirectStandardError.isBound
    if let workingDirectory {
      launch.folder = try shell.filePath(workingDirectory, literal: false)
      if !Posix.isDirectory(launch.folder) {
        return try refuse(
          """
          This command cannot be run because either the parameter "WorkingDirectory" has a value that is not valid or cannot be used with this command. Give \
          a valid input and Run your command again.
          """,
          "DirectoryNotFoundException", "System.IO.DirectoryNotFoundException", shell)
      }
    } else { launch.folder = shell.space.folder }
    launch.environment = ProcessLaunch.variables(fresh: useNewEnvironment.isOn, changes: environment)
    guard try redirect(&launch, shell) else { return }
    guard try shell.shouldProcess(NetString.trim(launch.program + " " + argumentList.joined(separator: " "))) else { return }
    let p = try launch.start(shell)
    if passThru.isOn { try shell.write(.other(p)) }
    if wait.isOn { _ = try p.wait(milliseconds: nil) { try shell.poll() } }
  }
  private func redirect(_ launch: inout ProcessLaunch, _ shell: Invocation) throws -> Bool {
    launch.input = try redirectStandardInput.map { try shell.filePath($0, literal: false) }
    launch.output = try redirectStandardOutput.map { try shell.filePath($0, literal: false) }
    launch.errors = try redirectStandardError.map { try shell.filePath($0, literal: false) }
    for target in [launch.output, launch.errors].compactMap({ $0 }) where Posix.info(target)?.isDirectory ?? false {
      throw shell.terminating(Posix.Failure(code: EISDIR, path: target).errorRecord)
    }
    if let i = launch.input, Posix.info(i) == nil {
      try refuse(
        """
        This command cannot be run because either the parameter "RedirectStandardInput '\(i)'" has a value that is not valid or cannot be used with this \
        command. Give a valid input and Run your command again.
        """,
        "FileNotFoundException", "System.IO.FileNotFoundException", shell)
      return false
    }
    for (a, b, x, y) in [
      (launch.input, launch.output, "RedirectStandardInput", "RedirectStandardOutput"),
      (launch.input, launch.errors, "RedirectStandardInput", "RedirectStandardError"),
      (launch.output, launch.errors, "RedirectStandardOutput", "RedirectStandardError")
    ] {
      if let a, let b, a.equalsIgnoringCase(b) {
        try refuse(
          "This command cannot be run because \"\(x)\" and \"\(y)\" are same. Give different inputs and Run your command again.", "InvalidOperationException",
          "System.InvalidOperationException", shell)
        return false
      }
    }
    return true
  }
  private func unsupported(_ parameter: String, _ shell: Invocation) -> TerminatingError {
    shell.terminating(
      "NotSupportedException", .notImplemented, "The parameter '\(parameter)' is not supported for the cmdlet 'Start-Process' on this edition of PowerShell.",
      exception: "System.NotSupportedException")
  }
  private func refuse(_ message: String, _ id: String, _ type: String, _ shell: Invocation) throws {
    try shell.error(id, .invalidOperation, message, exception: type)
  }
}
