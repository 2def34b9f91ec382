-- ardour7-lua plug.lua VST3|LV2 PLUGIN_ID PRESET SESSION_FOLDER NAME CHANNELS
-- A new session at 48 kHz with one audio track, and the plugin on it with a preset of its own.
local kind, id, preset, folder, name, channels = arg[1], arg[2], arg[3], arg[4], arg[5], tonumber (arg[6])
local types = { LV2 = ARDOUR.PluginType.LV2, VST3 = ARDOUR.PluginType.VST3 }
assert (AudioEngine:set_backend ("None (Dummy)", "", ""))
assert (create_session (folder, name, 48000))
local track = Session:new_audio_track (channels, 2, nil, 1, "Track", ARDOUR.PresentationInfo.max_order,
                                       ARDOUR.TrackMode.Normal, true):front ()
local plugin = ARDOUR.LuaAPI.new_plugin (Session, id, types[kind], preset)
assert (not plugin:isnil (), "Ardour does not know the plugin " .. id)
assert (track:add_processor_by_index (plugin, 0, nil, true) == 0)
ARDOUR.LuaAPI.usleep (500000) -- what is queued for the process thread is saved only when it has come by
Session:save_state ("")
close_session ()
quit ()
