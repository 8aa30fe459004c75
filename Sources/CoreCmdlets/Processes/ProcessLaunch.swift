/// A program about to be started: its words, folder, environment and where its streams go.
import Engine
import Glibc
import NetTypes

struct ProcessLaunch {
  let program: String
  let arguments: [String]
  /// The name was found as a program.
  var isKnown = true
  /// It is started without the desktop's way of opening things, so its own error is told.
  var isDirect = false
  var folder = ""
  var environment: [String] = []
  var input: String?, output: String?, errors: String?

  init(program: String, arguments: [String]) { self.program = program; self.arguments = arguments }

  /// This process's variables (`fresh`: only what a program cannot do without) with changes; a null value removes one.
  static func variables(fresh: Bool, changes: PSHash?) -> [String] {
    var all: [(String, String)] = []
    var p = environ
    while let e = p.pointee {
      let s = String(cString: e)
      if let cut = s.firstIndex(of: "=") { all.append((String(s[..<cut]), String(s[s.index(after: cut)...]))) }
      p += 1
    }
    if fresh { all.removeAll { !["HOME", "USER", "LOGNAME", "SHELL", "TERM"].contains($0.0) } }
    for (k, v) in changes?.pairs ?? [] {
      let name = Conversion.toString(k)
      all.removeAll { $0.0 == name }
      if !v.isNull { all.append((name, Conversion.toString(v))) }
    }
    return all.map { $0.0 + "=" + $0.1 }
  }

  func start(_ shell: Invocation) throws -> PSProcess {
    shell.context.host.flush()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (file, fd, flags) in [(input, Int32(0), O_RDONLY), (output, 1, O_WRONLY | O_CREAT | O_TRUNC), (errors, 2, O_WRONLY | O_CREAT | O_TRUNC)] {
      if let file { posix_spawn_file_actions_addopen(&actions, fd, file, flags, 0o666) }
    }
    // the child starts where we are, so we go there for a moment
    let here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if here >= 0 { close(here) } }
    if !folder.isEmpty { _ = chdir(folder) }
    var pid: pid_t = 0
    let rc = isKnown ? Program.spawn(&pid, program, arguments, environment: environment, &actions) : ENOENT
    if here >= 0 { _ = fchdir(here) }
    guard rc == 0 else {
      let said = "An error occurred trying to start process '\(program)' with working directory '\(folder)'. \(String(cString: strerror(rc)))"
      if !arguments.isEmpty || isDirect { throw TerminatingError(ErrorRecord(PSException("System.ComponentModel.Win32Exception", said), id: "System.ComponentModel.Win32Exception", .notSpecified)) }
      throw shell.terminating("InvalidOperationException", .invalidOperation, "This command cannot be run due to the error: " + said)
    }
    let p = PSProcess(pid, isChild: true, name: FileText.leaf(program))
    p.raisesEvents = true
    return p
  }
}
