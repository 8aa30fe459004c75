/// Which parameters of Invoke-WebRequest and Invoke-RestMethod exclude or need each other, in the order PowerShell looks.
import Engine

extension WebRequestParameters {
  func check(_ shell: Invocation) throws {
    func fail(_ id: String, _ message: String) -> TerminatingError {
      shell.terminating("WebCmdlet\(id)Exception", .invalidArgument, message, exception: "System.Management.Automation.ValidationMetadataException", target: shell.cmdletObject)
    }
    func conflict(_ id: String, _ a: String, _ b: String, orElse: String? = nil, _ remark: String = "") -> TerminatingError {
      fail(id, "The cmdlet cannot run because the following conflicting parameters are specified: \(a) and \(b). \(remark)Specify either \(a) or \(orElse ?? b), then retry.")
    }
    func missing(_ id: String, _ name: String) -> TerminatingError {
      fail(
        "Authentication\(id)NotSupplied",
        """
        The cmdlet cannot run because the following parameter is not specified: \(name). The supplied Authentication type requires a \(name). Specify \
        \(name), then retry.
        """
      )
    }
    if webSession != nil, sessionVariable != nil { throw conflict("SessionConflict", "Session", "SessionVariable") }
    let kind = authentication.map { Conversion.toString($0).lowercased() } ?? "none", authenticates = kind != "none"
    if useDefaultCredentials.isOn, authenticates { throw conflict("AuthenticationConflict", "Authentication", "UseDefaultCredentials", "Authentication does not support Default Credentials. ") }
    if authenticates, token != nil, credential != nil { throw conflict("AuthenticationTokenConflict", "Credential", "Token") }
    if kind == "basic", credential == nil { throw missing("Credential", "Credential") }
    if kind == "oauth" || kind == "bearer", token == nil { throw missing("Token", "Token") }
    if !allowUnencryptedAuthentication.isOn, authenticates || credential != nil || useDefaultCredentials.isOn, !CaseInsensitive.hasPrefix(Conversion.toString(uri), "https:") {
      throw fail(
        "AllowUnencryptedAuthenticationRequired",
        """
        The cmdlet cannot protect plain text secrets sent over unencrypted connections. To suppress this warning and send plain text secrets over unencrypted \
        networks, reissue the command specifying the AllowUnencryptedAuthentication parameter.
        """
      )
    }
    if useDefaultCredentials.isOn, credential != nil { throw conflict("CredentialConflict", "Credential", "UseDefaultCredentials") }
    if proxyUseDefaultCredentials.isOn, proxyCredential != nil { throw conflict("ProxyCredentialConflict", "ProxyCredential", "ProxyUseDefaultCredentials") }
    if proxy == nil, proxyCredential != nil || proxyUseDefaultCredentials.isOn {
      throw fail(
        "ProxyUriNotSupplied",
        """
        The cmdlet cannot run because the following parameter is missing: Proxy. Provide a valid proxy URI for the Proxy parameter when using the \
        ProxyCredential or ProxyUseDefaultCredentials parameters, then retry.
        """
      )
    }
    if $body.isBound, inFile != nil { throw conflict("BodyConflict", "Body", "InFile", orElse: "Infile") }
    if $body.isBound, form != nil { throw conflict("BodyFormConflict", "Body", "Form") }
    if inFile != nil, form != nil { throw conflict("FormInFileConflict", "InFile", "Form") }
    if let inFile { try checkFile(inFile, shell, fail) }
    for (name, isOn) in [("PassThru", passThru.isOn), ("Resume", resume.isOn)] where isOn && outFile == nil {
      throw fail("OutFileMissing", "The cmdlet cannot run because the following parameter is missing: OutFile. Provide a valid OutFile parameter value when using the \(name) parameter, then retry.")
    }
    if resume.isOn, let outFile {
      let path = try shell.filePath(outFile, literal: false)
      if Posix.isDirectory(path) { throw fail("ResumeNotFilePath", "The Resume switch can only be used if OutFile targets a file but it resolves to a directory: \(path).") }
    }
  }
  private func checkFile(_ text: String, _ shell: Invocation, _ fail: (String, String) -> TerminatingError) throws {
    let found = try shell.space.expand(text, literal: false)
    guard found.count <= 1 else { throw fail("InFileMultiplePathsResolved", "Path '\(text)' can be resolved to multiple paths.") }
    guard let p = found.first else { throw fail("InFileNoPathResolved", "Path '\(text)' cannot be resolved to a file.") }
    if p.provider.name != "FileSystem" { throw fail("InFileNotFilesystemPath", "Path '\(text)' is not a file system path. Please specify the path to a file in the file system.") }
    if !p.exists { throw shell.terminating(PathSpace.notFound(p.display)) }
    if p.isContainer { throw fail("InFileNotFilePath", "Path '\(text)' resolves to a directory. Specify a path including a file name, and then retry the command.") }
  }
}

extension Invocation {
  /// The cmdlet under way as an object, which is what it names when its parameters do not go together.
  fileprivate var cmdletObject: Value {
    let name = info.command?.errorTypeName ?? "", o = PSObject(type: TypeTable.get(name))
    o.textForm = name
    return .object(o)
  }
}
