/// Views of files and folders, grouped by the folder they are in.
extension BuiltinViews {
  private static let directory = GroupBy(.property("PSParentPath"), head: CustomBody([
    .text("    Directory: "),
    .value(.code(ViewCode.parentPath), format: nil, enumerate: false, control: nil, condition: nil),
  ]))

  static let files: [View] = [
    View("childrenWithUnixStat", for: ["System.IO.DirectoryInfo", "System.IO.FileInfo"], groupBy: directory, .table(TableBody([
      .init("UnixMode", width: 10, .left),
      .init("User", width: 10, .right),
      .init("Group", width: 10, .left),
      .init(.code(ViewCode.lastWriteTime), label: "LastWriteTime", width: 16, .right),
      .init("Size", width: 12, .right),
      .init("NameString", label: "Name", .left),
    ], wraps: true))),
    View("children", for: ["System.IO.DirectoryInfo", "System.IO.FileInfo"], groupBy: directory, .table(TableBody([
      .init("ModeWithoutHardLink", label: "Mode", width: 7, .left),
      .init("LastWriteTimeString", label: "LastWriteTime", width: 26, .right),
      .init("LengthString", label: "Length", width: 14, .right),
      .init("NameString", label: "Name", .left),
    ], wraps: true))),
    View("childrenWithHardlink", for: ["System.IO.DirectoryInfo", "System.IO.FileInfo"], groupBy: directory, .table(TableBody([
      .init("Mode", width: 7, .left),
      .init("LastWriteTimeString", label: "LastWriteTime", width: 26, .right),
      .init("LengthString", label: "Length", width: 14, .right),
      .init("NameString", label: "Name", .left),
    ], wraps: true))),
    View("children", for: ["System.IO.DirectoryInfo", "System.IO.FileInfo"], groupBy: directory, .list(ListBody(entries: [
      (["System.IO.FileInfo"], [
        .init("Name"), .init("LengthString", label: "Length"), .init("CreationTime"), .init("LastWriteTime"), .init("LastAccessTime"), .init("Mode"),
        .init("LinkType"), .init("Target"), .init("VersionInfo"),
      ]),
      ([], [.init("Name"), .init("CreationTime"), .init("LastWriteTime"), .init("LastAccessTime"), .init("Mode"), .init("LinkType"), .init("Target")]),
    ]))),
    View("children", for: ["System.IO.DirectoryInfo", "System.IO.FileInfo"], groupBy: directory, .wide(WideBody(.property("Name")))),
  ]
}
