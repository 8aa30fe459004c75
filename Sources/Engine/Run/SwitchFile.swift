/// `switch -File`: the one file a path means, and its lines.
import Primitives
import Syntax

extension ExecutionContext {
  /// The lines of the file, without their ends; a last empty one is none.
  func linesOfFile(_ file: (path: String, bytes: [UInt8]?)) throws -> Value {
    guard let bytes = file.bytes ?? FileText.read(file.path) else {
      let path = file.path
      throw TerminatingError("UnauthorizedAccessException", "Access to the path '\(path)' is denied.", .permissionDenied, exception: "System.UnauthorizedAccessException")
    }
    return .array(PSArray(FileText.decode(bytes).textLines.map { .str($0) }))
  }
  /// The one file that `switch -file` means by a path or a file's object.
  /// - Parameter extent: the expression that gave it, which every refusal marks
  /// - Returns: its path, and its bytes when they have been read already
  func fileForSwitch(_ given: Value, _ extent: Extent) throws -> (path: String, bytes: [UInt8]?) {
    let path = TypeTable.typeOf(given.base).fullName == "System.IO.FileInfo" ? Conversion.toString(try property(given, "FullName") ?? given, self) : Conversion.toString(given, self)
    func refused(_ id: String, _ message: String, target: Value? = nil) -> Error { locate(TerminatingError(id, message, .invalidOperation, target: target ?? .str(path)), extent) }
    if path.isEmpty { throw refused("InvalidFilenameOption", "The file name argument to -file in the switch statement is not valid.") }
    let isPattern = path.utf8.contains { $0 == 42 || $0 == 63 || $0 == 91 || $0 == 96 }
    // what is simply a file needs no look through the providers
    if !isPattern, !path.utf8.contains(58), case let file = resolvePath(path), let bytes = FileText.read(file) { return (file, bytes) }
    let found: [Value]
    do {
      found = try output(of: "Microsoft.PowerShell.Management\\Resolve-Path -Path " + SourceLiteral.quoted(path), errors: "Stop")
    } catch let e as TerminatingError {
      // it is remembered as this statement's error alone
      if errorList.count > 0, case .other(let front) = errorList.values[0], front === e.record { errorList.remove(at: 0) }
      let r = ErrorRecord(e.record.exception, id: String(e.record.errorId.prefix { $0 != "," }), e.record.category, target: e.record.target)
      throw locate(TerminatingError(r), extent)
    }
    for x in found {
      guard let provider = try property(x, "Provider"), let name = try property(provider, "Name") else { continue }
      if !Conversion.toString(name).equalsIgnoringCase("FileSystem") { throw refused("FileOpenError", "The current provider (\(Conversion.toString(provider, self))) cannot open a file.") }
    }
    if found.isEmpty { throw refused("FileNotFound", "No files matching '\(path)' were found.") }
    if found.count > 1 { throw refused("AmbiguousPath", "The path cannot be processed because it resolved to more than one file; only one file at a time can be processed.") }
    return (Conversion.toString(try property(found[0], "ProviderPath") ?? found[0], self), nil)
  }
}

extension TerminatingError {
  /// What the statement makes of an error that a line of the file led to.
  var whileReading: TerminatingError {
    let made = record.exception
    var message = made.message
    if record.isStop, made.type.name != "ActionPreferenceStopException", record.invocation?.command != nil {
      message = "The running command stopped because the preference variable \"ErrorActionPreference\" or common parameter is set to Stop: \(message)"
    }
    let e = TerminatingError("FileReadError", "The file could not be read: \(message).", inner: made)
    e.record.position = record.position
    return e
  }
}
