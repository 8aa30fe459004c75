extension VariablePath {
  /// Splits a variable's name at its qualifier: `global:x`, `env:PATH`, `x`.
  public init(_ userPath: String) {
    guard userPath.utf8.contains(0x3A) else {
      self.init(userPath: userPath, scope: .none, drive: nil, name: userPath)
      return
    }
    let bytes = Array(userPath.utf8)
    var scope = Scope.none, drive: String?, colon = -1
    if let c = bytes.firstIndex(of: 0x3A) {
      let qualifier = String(decoding: bytes[..<c], as: UTF8.self).lowercased()
      colon = c
      switch qualifier {
      case "global": scope = .global
      case "local": scope = .local
      case "private": scope = .private
      case "script": scope = .script
      case "variable", "": break
      default:
        scope = qualifier == "using" ? .using : .drive
        drive = String(decoding: bytes[..<c], as: UTF8.self)
      }
    }
    self.init(userPath: userPath, scope: scope, drive: drive,
              name: colon < 0 ? userPath : String(decoding: bytes[(colon + 1)...], as: UTF8.self))
  }
  /// `env:x`, `using:x`: what stands before the colon is no scope.
  public var isDriveQualified: Bool { drive != nil }
}
