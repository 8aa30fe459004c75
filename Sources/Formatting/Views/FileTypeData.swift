/// What PowerShell adds to files and folders: modes, owners, sizes, coloured names, links.
import Engine
import Glibc
import Primitives

public enum FileTypeData {
  static func build() -> [TypeData] {
    let info = TypeData("System.IO.FileSystemInfo")
    info.members = [
      script("UnixMode", "if ($this.UnixStat) { $this.UnixStat.GetModeString() }") { v, c in unix(v, c).map { .str(permissions($0.st_mode)) } ?? .null },
      script("User", " if ($this.UnixStat) { $this.UnixStat.GetUserName() } ") { v, c in
        unix(v, c).map { s in .str(getpwuid(s.st_uid).map { String(cString: $0.pointee.pw_name) } ?? String(s.st_uid)) } ?? .null
      },
      script("Group", " if ($this.UnixStat) { $this.UnixStat.GetGroupName() } ") { v, c in
        unix(v, c).map { s in .str(getgrgid(s.st_gid).map { String(cString: $0.pointee.gr_name) } ?? String(s.st_gid)) } ?? .null
      },
      script("Size", "$this.UnixStat.Size") { v, c in unix(v, c).map { .long(Int64($0.st_size)) } ?? .null },
    ]
    let modes = [
      code("Mode", "Mode") { v, c in .str(mode(v, countsHardLinks: true, c)) },
      code("ModeWithoutHardLink", "ModeWithoutHardLink") { v, c in .str(mode(v, countsHardLinks: false, c)) },
    ]
    let folderName = script("BaseName", "$this.Name") { v, c in .str(text(v, "Name", c)) }
    let fileName = script(
      "BaseName", "if ($this.Extension.Length -gt 0){$this.Name.Remove($this.Name.Length - $this.Extension.Length)}else{$this.Name}"
    ) { v, c in
      let name = text(v, "Name", c), e = text(v, "Extension", c)
      return .str(e.isEmpty || !name.hasSuffix(e) ? name : String(name.dropLast(e.count)))
    }
    let links = [
      code("ResolvedTarget", "ResolvedTarget") { v, c in
        var path = text(v, "FullName", c)
        for _ in 0..<40 {
          var buffer = [CChar](repeating: 0, count: 4097)
          let n = readlink(path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path, &buffer, 4096)
          guard n > 0 else { break }
          let next = String(decoding: buffer[..<n].map { UInt8(bitPattern: $0) }, as: UTF8.self)
          path = plain(next.hasPrefix("/") ? next : path + "/../" + next)
        }
        return .str(path)
      },
      MemberDefinition("Target", .alias("LinkTarget", convertTo: nil)),
      code("LinkType", "GetLinkType") { v, c in
        guard let s = status(v, c) else { return .null }
        if s.st_mode & S_IFMT == S_IFLNK { return .str("SymbolicLink") }
        return s.st_nlink > 1 && s.st_mode & S_IFMT == S_IFREG ? .str("HardLink") : .null
      },
    ]
    let shown = [
      code("LastWriteTimeString", "LastWriteTimeString") { v, c in .str(try Operators.format("{0,10:d} {0,8:t}", [try c.property(v, "LastWriteTime") ?? .null], c)) },
      code("LengthString", "LengthString") { v, c in isDirectory(v, c) ? .emptyString : .str(ValueText.text(try c.property(v, "Length") ?? .null, c)) },
      code("NameString", "NameString") { v, c in .str(coloredName(v, c)) },
    ]
    for member in shown { member.isHidden = true }
    let file = TypeData("System.IO.FileInfo")
    file.defaultDisplayPropertySet = ["LastWriteTime", "Length", "Name"]
    file.members =
      modes + [script("VersionInfo", "[System.Diagnostics.FileVersionInfo]::GetVersionInfo($this.FullName)") { v, c in
        try c.callStatic(TypeTable.get("System.Diagnostics.FileVersionInfo"), "GetVersionInfo", [.str(text(v, "FullName", c))])
      }, fileName] + links + shown
    let folder = TypeData("System.IO.DirectoryInfo")
    folder.defaultDisplayProperty = "Name"
    folder.members = modes + [folderName] + links + shown
    return [info, file, folder]
  }

  /// A code property, read by a method of PowerShell's that gives a text.
  private static func code(_ name: String, _ method: String, _ get: @escaping (Value, ExecutionContext) throws -> Value) -> MemberDefinition {
    let made = MemberDefinition(name, .code(get: get, set: nil))
    made.getter = .method(method, type: "System.String")
    return made
  }
  /// A script property of PowerShell's.
  private static func script(_ name: String, _ source: String, _ get: @escaping (Value, ExecutionContext) throws -> Value) -> MemberDefinition {
    let made = MemberDefinition(name, .code(get: get, set: nil))
    made.getter = .script(source)
    return made
  }
  private static func text(_ v: Value, _ p: String, _ c: ExecutionContext) -> String { ValueText.text(((try? c.property(v, p)) ?? nil) ?? .null, c) }
  private static func isDirectory(_ v: Value, _ c: ExecutionContext) -> Bool { TypeTable.typeOf(v.base).fullName == "System.IO.DirectoryInfo" }
  /// A path without `.` and `..`.
  private static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for p in path.split(separator: "/") where p != "." { if p == ".." { _ = parts.popLast() } else { parts.append(p) } }
    return "/" + parts.joined(separator: "/")
  }
  private static func status(_ v: Value, _ c: ExecutionContext) -> stat? {
    var s = stat()
    return lstat(text(v, "FullName", c), &s) == 0 ? s : nil
  }

  /// The same of an item that came from the provider, which is what gives items their `UnixStat`.
  private static func unix(_ v: Value, _ c: ExecutionContext) -> stat? {
    guard case .object(let item) = v, item.get("UnixStat").map({ !$0.isNull }) ?? false else { return nil }
    return status(v, c)
  }

  /// `drwxr-xr-x`.
  public static func permissions(_ m: mode_t) -> String {
    let kind: String
    switch m & S_IFMT {
    case S_IFDIR: kind = "d"
    case S_IFLNK: kind = "l"
    case S_IFBLK: kind = "b"
    case S_IFCHR: kind = "c"
    case S_IFIFO: kind = "p"
    case S_IFSOCK: kind = "s"
    default: kind = "-"
    }
    func bits(_ shift: mode_t, special: Bool, _ on: String, _ off: String) -> String {
      let x = m >> shift
      return (x & 4 != 0 ? "r" : "-") + (x & 2 != 0 ? "w" : "-") + (special ? (x & 1 != 0 ? on : off) : x & 1 != 0 ? "x" : "-")
    }
    return kind + bits(6, special: m & 0o4000 != 0, "s", "S") + bits(3, special: m & 0o2000 != 0, "s", "S") + bits(0, special: m & 0o1000 != 0, "t", "T")
  }

  /// `d----`, `l----`: directory or link, archive, read-only, hidden, system.
  private static func mode(_ v: Value, countsHardLinks: Bool, _ c: ExecutionContext) -> String {
    guard let s = status(v, c) else { return "-----" }
    let kind = s.st_mode & S_IFMT
    let isLink = kind == S_IFLNK || (countsHardLinks && kind == S_IFREG && s.st_nlink > 1)
    let writable: Bool = s.st_uid == geteuid() ? s.st_mode & 0o200 != 0 : s.st_gid == getegid() ? s.st_mode & 0o020 != 0 : s.st_mode & 0o002 != 0
    return (isLink ? "l" : kind == S_IFDIR ? "d" : "-") + "-" + (writable ? "-" : "r") + (text(v, "Name", c).hasPrefix(".") ? "h" : "-") + "-"
  }

  /// The name in the colour of its kind; a link with its target.
  private static func coloredName(_ v: Value, _ c: ExecutionContext) -> String {
    let name = text(v, "Name", c)
    let style = Style.of(c)
    guard let s = status(v, c) else { return name }
    if s.st_mode & S_IFMT == S_IFLNK { return style.symbolicLink + name + Style.reset + " -> " + text(v, "LinkTarget", c) }
    if s.st_mode & S_IFMT == S_IFDIR { return style.directory + name + Style.reset }
    if let color = style.extensions.get(text(v, "Extension", c)) { return ValueText.text(color, c) + name + Style.reset }
    return s.st_mode & 0o111 != 0 ? style.executable + name + Style.reset : name
  }
}
