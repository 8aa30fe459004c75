/// Files that come into the forest: updates of phones, sounds of applications.
import Directory
import Engine
import Lync

enum FileActions {
  private static func size(_ arguments: DescribedArguments) -> Int {
    guard let content = arguments.value("Content") else { return 0 }
    return content.arrayValue?.values.count ?? (content.isNull ? 0 : 1)
  }

  private static func audio(_ name: String, _ use: LyncWorld.AudioUse, _ synopsis: String, where place: String, example: String) -> ActionEntry {
    ActionEntry(name, synopsis, example, uses: [place, "FileName", "Content"]) { arguments in
      let identity = arguments.text(place) ?? "", file = arguments.text("FileName") ?? "MusicOnHold.wma", size = size(arguments)
      try arguments.shell.change({ try $0.applicationServerIdentity(identity.split(separator: "/").first.map(String.init) ?? "") }) { try $0.importAudio(use, identity, file: file, size: size) }
    }
  }

  static let entries: [ActionEntry] = [
    audio("Import-CsAnnouncementFile", .announcement, "Brings a sound file for announcements into a pool.", where: "Parent",
      example: "Import-CsAnnouncementFile -Parent ApplicationServer:pool13.contoso.com -FileName Hello.wav -Content ([byte[]](1, 2)) -WhatIf"),
    audio("Import-CsRgsAudioFile", .responseGroup, "Brings a sound file for response groups into a pool.", where: "Identity",
      example: "Import-CsRgsAudioFile -Identity ApplicationServer:pool13.contoso.com -FileName Hello.wav -Content ([byte[]](1, 2)) -WhatIf"),
    audio("Set-CsCallParkServiceMusicOnHoldFile", .musicOnHold, "Says what parked callers of a pool hear.", where: "Service",
      example: "Set-CsCallParkServiceMusicOnHoldFile -Service ApplicationServer:pool13.contoso.com -Content ([byte[]](1, 2)) -WhatIf"),
    ActionEntry(
      "Import-CsDeviceUpdate", "Brings updates of phones into a pool, where they wait to be approved.",
      "Import-CsDeviceUpdate -Identity WebServer:pool13.contoso.com -FileName C:\\\\UCUpdates.cab -WhatIf",
      uses: ["Identity", "FileName"]) { arguments in
      let identity = arguments.text("Identity") ?? "", name = arguments.text("FileName") ?? ""
      try arguments.shell.change({ try $0.webServerIdentity(identity) }) { world in
        guard let bytes = FileText.read(SessionFiles(arguments.shell.context).path(name)) else { throw FaultRecord.noFile(name) }
        return try world.importDeviceUpdate(identity, file: name, size: bytes.count)
      }
    },
    ActionEntry("Clear-CsDeviceUpdateFile", "Deletes the files of updates a web server keeps.", "Clear-CsDeviceUpdateFile -Identity WebServer:pool13.contoso.com", uses: ["Identity"]) { arguments in
      let identity = arguments.text("Identity") ?? ""
      try arguments.shell.change({ try $0.webServerIdentity(identity) }) { try $0.clearUpdates(identity, logsBefore: nil) }
    },
    ActionEntry(
      "Clear-CsDeviceUpdateLog", "Deletes logs of phones that are older than some days.",
      "Clear-CsDeviceUpdateLog -Identity WebServer:pool13.contoso.com -DaysBack 10", uses: ["Identity", "DaysBack"]
    ) { arguments in
      let identity = arguments.text("Identity") ?? ""
      try arguments.shell.change({ try $0.webServerIdentity(identity) }) { try $0.clearUpdates(identity, logsBefore: arguments.text("DaysBack").flatMap { Int($0) } ?? 0) }
    },
  ]
}
