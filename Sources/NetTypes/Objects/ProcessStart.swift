/// `ProcessStartInfo`, and starting a program by it: with its streams as readers and a writer where they are redirected.
import Engine
import Glibc
import Primitives

public final class PSStartInfo: Ref {
  var fileName = "", arguments = "", folder = "", verb = "", userName = ""
  let argumentList: PSArray = {
    let a = PSArray([], of: TypeTable.string)
    a.kind = .collection
    return a
  }()
  var redirects: [String: Bool] = [:]
  var useShellExecute = false, createNoWindow = false
  /// The variables of the program, made when a script first asks for them.
  lazy var environment: PSHash = {
    let h = PSHash(.dictionary)
    h.keyType = TypeTable.string
    var p = environ
    while let e = p.pointee {
      let s = String(cString: e)
      if let cut = s.firstIndex(of: "=") { h.set(String(s[..<cut]), .str(String(s[s.index(after: cut)...]))) }
      p += 1
    }
    changesEnvironment = true
    return h
  }()
  private(set) var changesEnvironment = false
  public override var netType: NetType { TypeTable.named("System.Diagnostics.ProcessStartInfo") }

  /// The program's words after its name.
  var words: [String] { argumentList.count > 0 ? argumentList.values.map { Conversion.toString($0) } : NativeArguments.words(ofLine: arguments) }

  /// Starts the program.
  /// - Throws: the exception of .NET when it cannot be
  func start(_ c: ExecutionContext) throws -> PSProcess {
    if fileName.isEmpty { throw invalidOperation("Cannot start process because a file name has not been provided.") }
    c.host.flush()
    let found = c.findExternal(fileName) as? ApplicationInfo
    var input: [Int32] = [-1, -1], output: [Int32] = [-1, -1], errors: [Int32] = [-1, -1]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    func connect(_ name: String, _ ends: inout [Int32], _ child: Int, _ fd: Int32) {
      guard redirects[name] ?? false, pipe(&ends) == 0 else { return }
      for e in ends { _ = fcntl(e, F_SETFD, FD_CLOEXEC) }
      posix_spawn_file_actions_adddup2(&actions, ends[child], fd)
    }
    connect("Input", &input, 0, 0)
    connect("Output", &output, 1, 1)
    connect("Error", &errors, 1, 2)
    let here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if here >= 0 { close(here) } }
    let place = folder.isEmpty ? c.fullPath(".") : folder
    let there = chdir(place)
    var pid: pid_t = 0
    let variables = changesEnvironment ? environment.pairs.map { Conversion.toString($0.key) + "=" + Conversion.toString($0.value) } : nil
    let rc = there != 0 && !folder.isEmpty ? errno : found == nil ? ENOENT : Program.spawn(&pid, found?.program ?? fileName, as: found?.path, words, environment: variables, &actions)
    if here >= 0 { _ = fchdir(here) }
    for fd in [input[0], output[1], errors[1]] where fd >= 0 { close(fd) }
    guard rc == 0 else {
      for fd in [input[1], output[0], errors[0]] where fd >= 0 { close(fd) }
      throw netError("System.ComponentModel.Win32Exception", "An error occurred trying to start process '\(fileName)' with working directory '\(place)'. \(String(cString: strerror(rc)))")
    }
    let p = PSProcess(pid, isChild: true, name: FileText.leaf(fileName))
    p.startInfo = .other(self)
    if input[1] >= 0 { p.standardInput = PSWriter(descriptor: input[1]) }
    if output[0] >= 0 { p.standardOutput = PSReader(descriptor: output[0]) }
    if errors[0] >= 0 { p.standardError = PSReader(descriptor: errors[0]) }
    return p
  }

  static func define(_ t: NetType) {
    let n = "System.Diagnostics.ProcessStartInfo"
    func of(_ v: Value) -> PSStartInfo { v.refValue as? PSStartInfo ?? PSStartInfo() }
    t.constructor("\(n) new()") { _, _ in .other(PSStartInfo()) }
    t.constructor("\(n) new(string fileName)") { a, _ in make(a) }
    t.constructor("\(n) new(string fileName, string arguments)") { a, _ in make(a) }
    func make(_ a: [Value]) -> Value {
      let s = PSStartInfo()
      s.fileName = a.string(0)
      s.arguments = a.string(1)
      return .other(s)
    }
    for (name, field) in [("FileName", \PSStartInfo.fileName), ("Arguments", \.arguments), ("WorkingDirectory", \.folder), ("Verb", \.verb), ("UserName", \.userName)] {
      t.property("string \(name) {get;set;}", set: { v, x, _ in of(v)[keyPath: field] = x.isNull ? "" : Conversion.toString(x) }) { v, _ in .str(of(v)[keyPath: field]) }
    }
    for (name, field) in [("UseShellExecute", \PSStartInfo.useShellExecute), ("CreateNoWindow", \.createNoWindow)] {
      t.property("bool \(name) {get;set;}", set: { v, x, _ in of(v)[keyPath: field] = Conversion.toBool(x) }) { v, _ in .bool(of(v)[keyPath: field]) }
    }
    for name in ["Input", "Output", "Error"] {
      t.property("bool RedirectStandard\(name) {get;set;}", set: { v, x, _ in of(v).redirects[name] = Conversion.toBool(x) }) { v, _ in .bool(of(v).redirects[name] ?? false) }
      t.property("System.Text.Encoding Standard\(name)Encoding {get;set;}", set: { _, _, _ in }) { _, _ in .null }
    }
    t.property("System.Collections.ObjectModel.Collection[string] ArgumentList {get;}") { v, _ in .array(of(v).argumentList) }
    t.property("System.Collections.Generic.IDictionary[string,string] Environment {get;}") { v, _ in .hash(of(v).environment) }
    t.property("System.Collections.Specialized.StringDictionary EnvironmentVariables {get;}") { v, _ in .hash(of(v).environment) }
    t.property("string[] Verbs {get;}") { _, _ in .strings([]) }
    t.property("System.Diagnostics.ProcessWindowStyle WindowStyle {get;set;}", set: { _, _, _ in }) { _, _ in .member("System.Diagnostics.ProcessWindowStyle", 0) }
    t.property("bool ErrorDialog {get;set;}", set: { _, _, _ in }) { _, _ in .no }
    // of Windows only
    for (type, name) in [("string", "PasswordInClearText"), ("string", "Domain"), ("bool", "LoadUserProfile"), ("bool", "UseCredentialsForNetworkingOnly"), ("securestring", "Password")] {
      let refusal = netError("System.PlatformNotSupportedException", "Operation is not supported on this platform.")
      t.property("\(type) \(name) {get;set;}", set: { _, _, _ in throw refusal }) { _, _ in throw refusal }
    }
  }
}
